/** A module of one function that returns `i8x16.splat(0)`, the smallest that only an engine with SIMD accepts. */
const probe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic number, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () -> v128
  ...[0x03, 0x02, 0x01, 0x00], // functions: one, of type 0
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b], // code: i32.const 0; i8x16.splat; end
);

/** Whether WebAssembly has fixed-width SIMD. */
export function hasSimd(): boolean {
  return WebAssembly.validate(probe);
}

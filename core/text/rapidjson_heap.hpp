#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>

namespace reluscope {

/// Allocator for RapidJSON that throws std::bad_alloc when memory runs out, where the library's own returns null.
struct RapidJsonHeap {
  static void* Malloc(std::size_t size) { return size == 0 ? nullptr : ::operator new(size); }
  static void* Realloc(void* old, std::size_t oldSize, std::size_t size) {
    void* const moved = Malloc(size);
    if (oldSize > 0 && size > 0) {
      std::memcpy(moved, old, std::min(oldSize, size));
    }
    Free(old);
    return moved;
  }
  static void Free(void* memory) { ::operator delete(memory); }
};

}  // namespace reluscope

import { messageOf } from "./error-message";

/** Makes trusted types of strings; TypeScript does not declare it yet. */
interface Policy {
  createScript(text: string): string;
  createScriptURL(address: string): string;
}

declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;

let policy: Policy | undefined;

/**
 * Our own policy, for pages that require trusted types; the worker and the libraries pass through it. Where the page does
 * not allow it, strings stay strings, and the page's default policy decides.
 */
export function trusted(): Policy {
  const rules: Policy = { createScript: (text) => text, createScriptURL: (address) => address };
  if (policy || typeof trustedTypes === "undefined") return policy ?? rules;
  try {
    policy = trustedTypes.createPolicy("reluscope", rules);
  } catch {
    policy = rules;
  }
  return policy;
}

/** The message of an error; names the policy that a page has to allow where trusted types are the cause. */
export function withLeave(error: unknown): string {
  const message = messageOf(error);
  const why = "A page with a content policy that requires trusted types has to allow trusted-types reluscope.";
  return message.includes("Trusted") ? `${message} ${why}` : message;
}

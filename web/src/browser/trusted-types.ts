import { messageOf } from "./error-message";

/** What makes trusted types of strings; TypeScript knows it as little as some browsers do. */
interface Policy {
  createScript(text: string): string;
  createScriptURL(address: string): string;
}

declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;

let policy: Policy | undefined;

/**
 * Our own policy, for pages that require trusted types: what it lets through are the worker and the libraries. Where the
 * page does not allow it, strings stay strings, and the page's default policy decides.
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

/** What went wrong, with what a page has to allow where that is the reason. */
export function withLeave(error: unknown): string {
  const message = messageOf(error);
  const why = "A page with a content policy that requires trusted types has to allow trusted-types reluscope.";
  return message.includes("Trusted") ? `${message} ${why}` : message;
}

import type { CredentialResponse } from "@/server/modules/auth/sign-in/schema";

type Options = Record<string, unknown>;

/** Asks the browser for a passkey of this host; undefined when the person changed their mind. The library is loaded when it is needed. */
export async function signWithPasskey(options: Options): Promise<CredentialResponse | undefined> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return unlessDeclined(startAuthentication({ optionsJSON: options as never }));
}

/** Lets the browser make a passkey for this host; undefined when the person changed their mind. */
export async function makePasskey(options: Options): Promise<CredentialResponse | undefined> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return unlessDeclined(startRegistration({ optionsJSON: options as never }));
}

async function unlessDeclined(work: Promise<unknown>): Promise<CredentialResponse | undefined> {
  try {
    return (await work) as CredentialResponse;
  } catch (error) {
    // Closed the browser's own dialog, or has none to offer: nothing went wrong.
    if (error instanceof Error && /NotAllowed|Abort/.test(error.name)) return undefined;
    throw error;
  }
}

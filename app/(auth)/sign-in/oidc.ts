import { visitorApi } from "@/app/_trpc/visitor-api";
import type { SignInAnswer } from "@/server/modules/auth/sign-in/schema";

const NEXT = "trama.signIn.next";

/** Goes to the provider; what page was asked for waits in this tab. */
export async function leaveForProvider(providerId: string, next: string | undefined) {
  const { url } = await visitorApi.auth.beginOidc.mutate({ providerId });
  sessionStorage.setItem(NEXT, next ?? "");
  location.assign(url);
}

/** Did the provider send the browser here? Its answer leaves the address before anything else happens. */
export function takeProviderAnswer(): string | undefined {
  const answer = /^#oidc\?(.+)$/.exec(location.hash)?.[1];
  if (answer) history.replaceState(null, "", location.pathname + location.search);
  return answer;
}

/** The answer → a ticket or the next step, and the page that was asked for. */
export async function finishWithProvider(
  answer: string,
): Promise<{ answer: SignInAnswer; next: string | undefined }> {
  const next = sessionStorage.getItem(NEXT) || undefined;
  sessionStorage.removeItem(NEXT);
  return { answer: await visitorApi.auth.finishOidc.mutate({ answer }), next };
}

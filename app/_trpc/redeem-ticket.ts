/**
 * Turns a one-time ticket into the session cookie: next-auth's callback, with its CSRF token.
 * Throws when the door refuses it (used, expired, another host's).
 */
export async function redeemTicket(ticket: string): Promise<void> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await fetch("/api/auth/callback/ticket", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ticket, csrfToken, json: "true", callbackUrl: "/" }),
  });
  if (!answer.ok) throw new Error(`the ticket was refused (${answer.status})`);
}

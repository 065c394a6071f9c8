const headers = { "trama-face": "portal" };

/** Turns a one-time ticket into the portal's cookie. Throws when the door refuses it. */
export async function redeemPortalTicket(ticket: string): Promise<void> {
  const csrf = await fetch("/api/auth/csrf", { headers });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch("/api/auth/callback/ticket", {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ticket, csrfToken, json: "true", callbackUrl: "/" }),
  });
  if (!answer.ok) throw new Error(`the ticket was refused (${answer.status})`);
}

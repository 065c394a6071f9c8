"use client";

/**
 * Turns a one-time ticket into the session cookie (or the portal's): next-auth's callback, with its CSRF token.
 * Throws when the door refuses it (used, expired, another host's or another audience's).
 */
export async function redeemTicket(
  ticket: string,
  face: "staff" | "portal" = "staff",
): Promise<void> {
  const headers: Record<string, string> = face === "portal" ? { "trama-face": "portal" } : {};
  const csrf = await fetch("/api/auth/csrf", { headers });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch("/api/auth/callback/ticket", {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ticket, csrfToken, json: "true", callbackUrl: "/" }),
  });
  if (!answer.ok) throw new Error(`the ticket was refused (${answer.status})`);
}

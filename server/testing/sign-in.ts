import { hostOf, type Reply, type startTestServer } from "./http";

type Server = Awaited<ReturnType<typeof startTestServer>>;

/** Calls a tRPC procedure over the socket: queries by GET, mutations by POST from the host's own origin. */
export function trpc(
  server: Server,
  slug: string,
  path: string,
  call: {
    input?: unknown;
    cookie?: string;
    mutation?: boolean;
    headers?: Record<string, string>;
  } = {},
): Promise<Reply> {
  const host = hostOf(slug);
  const headers = { ...(call.cookie && { cookie: call.cookie }), ...call.headers };
  if (call.mutation)
    return server.send(host, {
      method: "POST",
      path: `/api/trpc/${path}`,
      headers: { origin: `http://${host}`, ...headers },
      body: call.input ?? {},
    });
  const query =
    call.input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(call.input))}`;
  return server.send(host, { path: `/api/trpc/${path}${query}`, headers });
}

/** Signs in as the browser does (password → ticket → cookie) and gives the cookie to send; `before` is one it has already. */
export async function signIn(
  server: Server,
  slug: string,
  account: { email: string; password: string },
  before = "",
): Promise<string> {
  const answer = await trpc(server, slug, "auth.signInWithPassword", {
    input: account,
    mutation: true,
  });
  if (answer.status !== 200) throw new Error(`no ticket: ${answer.status} ${answer.text}`);
  const { result } = answer.json<{ result: { data: { ticket: string } } }>();
  const host = hostOf(slug);
  const csrf = await server.send(host, { path: "/api/auth/csrf" });
  const csrfCookies = cookiesOf(csrf);
  const signed = await server.send(host, {
    method: "POST",
    path: "/api/auth/callback/ticket",
    headers: {
      origin: `http://${host}`,
      cookie: [csrfCookies, before].filter(Boolean).join("; "),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({
      csrfToken: csrf.json<{ csrfToken: string }>().csrfToken,
      ticket: result.data.ticket,
      json: "true",
    }).toString(),
  });
  const session = cookiesOf(signed)
    .split("; ")
    .find((cookie) => cookie.startsWith("__Host-trama.session="));
  if (!session) throw new Error(`no session cookie: ${signed.status} ${signed.text}`);
  return session;
}

/** The cookies that an answer sets, as a `cookie` header. */
export function cookiesOf(reply: Reply): string {
  return [reply.headers["set-cookie"] ?? []]
    .flat()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}

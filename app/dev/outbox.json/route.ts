import { caller, orLeave } from "@/app/_trpc/server";

export const dynamic = "force-dynamic";

/** The same as /dev/outbox for journeys: `?to=` narrows it to one address. 404 in production. */
export async function GET(request: Request): Promise<Response> {
  const to = new URL(request.url).searchParams.get("to") ?? undefined;
  const messages = await orLeave(async () => (await caller()).notifications.outbox({ to }));
  return Response.json(messages, { headers: { "cache-control": "no-store" } });
}

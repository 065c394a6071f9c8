import { z } from "zod";

const practice = z.object({
  routers: z.array(z.object({ name: z.string(), control: z.number() })),
});

/** A hand on a practice router: a line in its control language (`help` says which). */
export async function hand(router: string, line: string): Promise<string> {
  const { routers } = practice.parse(JSON.parse(process.env.TRAMA_E2E_BASE ?? "{}"));
  const control = routers.find(({ name }) => name === router)?.control;
  const answer = await fetch(`http://127.0.0.1:${control}/`, { method: "POST", body: line });
  return answer.text();
}

import type { Fault } from "../late-answer";
import { errorOf } from "./answers";

type Done = { asked: string; status: number; body: string };

/** Idempotency as documented: the same key gives the first answer again; with other parameters it is an error. */
export class Replays {
  readonly faults: Fault[] = [];
  private readonly done = new Map<string, Done>();

  async once(key: string, asked: string, work: () => Response): Promise<Response> {
    const before = key === "" ? undefined : this.done.get(key);
    if (before && before.asked !== asked) return errorOf(400, { type: "idempotency_error" });
    if (before)
      return new Response(before.body, {
        status: before.status,
        headers: { "content-type": "application/json", "idempotent-replayed": "true" },
      });
    const answer = work();
    const body = await answer.clone().text();
    this.done.set(key, { asked, status: answer.status, body });
    return answer;
  }
}

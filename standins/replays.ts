import type { Fault } from "./late-answer";

type Done = { asked: string; status: number; body: string };

/** Idempotency as documented: the same key gives the first answer again; with other parameters it is an error. */
export class Replays {
  readonly faults: Fault[] = [];
  private readonly done = new Map<string, Done>();

  constructor(private readonly mismatch: () => Response) {}

  async once(
    key: string,
    asked: string,
    work: () => Response | Promise<Response>,
  ): Promise<Response> {
    const before = key === "" ? undefined : this.done.get(key);
    if (before && before.asked !== asked) return this.mismatch();
    if (before)
      return new Response(before.body, {
        status: before.status,
        headers: { "content-type": "application/json", "idempotent-replayed": "true" },
      });
    const answer = await work();
    const body = await answer.clone().text();
    this.done.set(key, { asked, status: answer.status, body });
    return answer;
  }
}

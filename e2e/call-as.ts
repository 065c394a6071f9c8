import type { Page } from "@playwright/test";

/** What a query answers to the session of the page. */
export const read = <T>(page: Page, name: string, input: object): Promise<T> =>
  callAs<T>(page, "GET", name, input);

/** A procedure called by the session of the page. */
export function callAs<T>(
  page: Page,
  method: "GET" | "POST",
  name: string,
  input: object,
): Promise<T> {
  return page.evaluate(
    async ([verb, path, text]) => {
      const body = { method: "POST", headers: { "content-type": "application/json" }, body: text };
      const answer =
        verb === "POST"
          ? await fetch(`/api/trpc/${path}`, body)
          : await fetch(`/api/trpc/${path}?input=${encodeURIComponent(text)}`);
      const { result } = (await answer.json()) as { result: { data: unknown } };
      return result.data as never;
    },
    [method, name, JSON.stringify(input)] as const,
  );
}

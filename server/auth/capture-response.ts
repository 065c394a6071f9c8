/** A stand-in for Next's API response that keeps what was written and gives it as a web `Response`. */
export function captureResponse(): { response: object; result: () => Response } {
  const headers = new Map<string, string | string[]>();
  let status = 200;
  let body: string | null = null;
  const response = {
    status(code: number) {
      status = code;
      return response;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader(name: string, value: string | string[]) {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    json(value: unknown) {
      response.setHeader("content-type", "application/json");
      body = JSON.stringify(value);
    },
    send(value: unknown) {
      if (value === undefined) return;
      if (typeof value === "string") body = value;
      else response.json(value);
    },
    end: () => undefined,
  };
  const result = () => {
    const out = new Headers({ "cache-control": "no-store" });
    for (const [name, value] of headers)
      for (const one of [value].flat())
        if (name === "set-cookie") out.append(name, one);
        else out.set(name, one);
    return new Response(body, { status, headers: out });
  };
  return { response, result };
}

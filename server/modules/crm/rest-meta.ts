/** How a procedure of customers stands in the REST door. */
export const rest = (
  method: "GET" | "POST" | "PUT" | "PATCH",
  path: `/${string}`,
  summary: string,
) => ({
  openapi: { method, path, summary, tags: ["customers"] },
});

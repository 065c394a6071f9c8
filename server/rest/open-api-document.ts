import { generateOpenApiDocument, type OpenAPIObject } from "trpc-to-openapi";
import { z } from "zod";
import { loadAllRouters } from "@/server/trpc/list-procedures";
import { appRouter } from "@/server/trpc/root";
import { listRestRoutes, REST_PREFIX } from "./list-rest-routes";

let document: Promise<OpenAPIObject> | undefined;

/** OpenAPI 3.1 of /api/v1, from the procedures themselves; made once a process. */
export function openApiDocument(): Promise<OpenAPIObject> {
  return (document ??= generate());
}

async function generate(): Promise<OpenAPIObject> {
  // The generator sees only loaded routers.
  await loadAllRouters();
  await listRestRoutes();
  const generated = generateOpenApiDocument(appRouter, {
    title: "Trama API",
    version: "1",
    baseUrl: REST_PREFIX,
    description:
      "One address per tenant: https://<tenant>/api/v1. Lists give `nextCursor`; give it back as `cursor`. " +
      "POST may carry an `Idempotency-Key`: the first answer is replayed for 24 h.",
    securitySchemes: {
      apiKey: {
        type: "http",
        scheme: "bearer",
        description: "trama_live_… from Settings → API keys",
      },
    },
  });
  for (const item of Object.values(generated.paths ?? {}))
    for (const [method, operation] of Object.entries(item))
      if (isOperation(operation)) finish(method, operation);
  generated.components ??= {};
  generated.components.schemas = {
    ...withoutLibraryErrors(generated.components.schemas),
    Problem: problemSchema as never,
  };
  return generated;
}

type Operation = {
  responses: Record<string, { description: string; content?: object; headers?: object }>;
  parameters?: object[];
};

const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "responses" in value;

/** Our error shape instead of the library's, and the headers that every answer has. */
function finish(method: string, operation: Operation): void {
  const problem = {
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  };
  const { "200": ok } = operation.responses;
  const failure = (description: string) => ({ description, content: problem });
  operation.responses = {
    ...(ok && { "200": { ...ok, headers: rateLimitHeaders } }),
    "400": failure("The input breaks a rule"),
    "401": failure("Nobody is signed in"),
    "403": failure("Not allowed to this caller"),
    "404": failure("No such row here"),
    "409": failure("The row's state, or another request, stands against it"),
    "429": failure("Too often; see Retry-After"),
  };
  if (method === "post")
    operation.parameters = [...(operation.parameters ?? []), idempotencyKeyParameter];
}

const integerHeader = (description: string) => ({ description, schema: { type: "integer" } });
const rateLimitHeaders = {
  "RateLimit-Limit": integerHeader("Calls in the window"),
  "RateLimit-Remaining": integerHeader("Calls left in it"),
  "RateLimit-Reset": integerHeader("Seconds until it ends"),
};

const idempotencyKeyParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "1 to 255 visible characters; the same key replays the first answer",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const problemSchema = z.toJSONSchema(
  z.object({
    type: z.literal("about:blank"),
    title: z.string().optional(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    key: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    retryAfterSeconds: z.number().optional(),
    requestId: z.string().optional(),
  }),
  { target: "openapi-3.0" },
);

function withoutLibraryErrors(schemas: object | undefined): object {
  return Object.fromEntries(
    Object.entries(schemas ?? {}).filter(([name]) => !name.startsWith("error.")),
  );
}

import { randomBytes } from "node:crypto";
import type { OpenAPIObject } from "trpc-to-openapi";
import { securityHeaders } from "@/server/doors/apply-headers";
import { composition } from "@/server/composition";

/** The API's documentation as one page without scripts or anything from elsewhere. */
export function docsPage(document: OpenAPIObject): Response {
  const nonce = randomBytes(16).toString("base64");
  const https = composition().env.TRAMA_PUBLIC_SCHEME === "https";
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`;
  return new Response(html(document, nonce), {
    headers: {
      ...securityHeaders({ https }),
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    },
  });
}

function html(document: OpenAPIObject, nonce: string): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) =>
      section(method.toUpperCase(), path, operation),
    ),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(document.info.title)}</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>${escape(document.info.title)}</h1><p>${escape(document.info.description ?? "")}</p>
<p><a href="/api/v1/openapi.json">OpenAPI 3.1 document</a></p>
<pre>curl -H "Authorization: Bearer trama_live_…" https://&lt;tenant&gt;/api/v1/me</pre>
${operations.join("\n")}</main></body></html>`;
}

type Operation = {
  summary?: string;
  description?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: unknown;
  }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { content?: Record<string, { schema?: unknown }> }>;
};

function section(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, description }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${escape(place)}</td><td>${required ? "required" : ""}</td><td>${escape(description ?? "")}</td></tr>`,
  );
  return `<section><h2><code>${method} ${escape(path)}</code></h2><p>${escape(operation.summary ?? "")}</p>
${parameters.length > 0 ? `<table><thead><tr><th>Parameter</th><th>In</th><th></th><th></th></tr></thead><tbody>${parameters.join("")}</tbody></table>` : ""}
${schemaBlock("Body", operation.requestBody?.content)}${schemaBlock("Answer", operation.responses?.["200"]?.content)}</section>`;
}

function schemaBlock(
  title: string,
  content: Record<string, { schema?: unknown }> | undefined,
): string {
  const schema = content?.["application/json"]?.schema;
  if (!schema) return "";
  return `<details><summary>${title}</summary><pre>${escape(JSON.stringify(schema, readable, 2))}</pre></details>`;
}

/** Without what a reader does not need: patterns that repeat a format, bounds of every integer. */
function readable(key: string, value: unknown): unknown {
  if (key === "pattern" || key === "additionalProperties") return undefined;
  return typeof value === "number" && Math.abs(value) === Number.MAX_SAFE_INTEGER
    ? undefined
    : value;
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:60rem;margin:0 auto;padding:1.5rem}
h2{font-size:1.05rem;margin:2rem 0 .25rem}pre{overflow:auto;padding:.75rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:.5rem;font-size:.85rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}a{color:LinkText}`;

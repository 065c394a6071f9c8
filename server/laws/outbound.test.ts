import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { waysOut } from "./outbound-scan";

/** Folders that are the way out, or stand outside the product's own calls. */
const ROOMS: readonly [pattern: RegExp, reason: string][] = [
  [/^server\/outbound\//, "the way out itself"],
  [/^server\/integrations\//, "vendors' adapters; each call inside callVendor (checked below)"],
  [/^db\/drivers\//, "the database is not a vendor call; it is what tenancy stands on"],
  [/^server\/testing\//, "listeners for tests"],
  [/\.test\.tsx?$/, "tests speak to their own listeners"],
];

/** Single files, each with its reason; one that no longer needs it is an error too. */
const FILES: Readonly<Record<string, string>> = {
  "server/http/start-server.ts": "listens; opens no connection",
  "db/seed/seed-gateway.ts":
    "tells the practice gateway that npm start runs itself where its notices go",
  "db/seed/seed-network.ts": "pastes a script into the practice routers that npm start runs itself",
  "db/seed/seed-whatsapp.ts":
    "tells the practice phone that npm start runs itself where its notices go",
  "app/_trpc/open-live.ts": "runs in the browser only: live updates of our own origin",
  "server/tenancy/txt-records.ts":
    "asks the machine's resolver for a TXT record; reaches no tenant's server",
};

const sources = globSync("{server,db,app,emails,tenants,messages}/**/*.{ts,tsx,mts,mjs,js}")
  .concat(globSync("middleware.ts"), globSync("instrumentation.ts"))
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => !ROOMS.some(([pattern]) => pattern.test(path)));

const read = (path: string) => readFileSync(path, "utf8");
/** A browser's own requests go to our own origin (CSP `connect-src 'self'`); only client components may make them. */
const inBrowser = (path: string) =>
  path.startsWith("app/") && /^\s*["']use client["']/.test(read(path));

describe("nothing leaves the process but through server/outbound", () => {
  test("the scan sees the product", () => expect(sources.length).toBeGreaterThan(50));

  test("no other file opens a connection, calls fetch or holds a vendor's library", () => {
    const violations = sources
      .filter((path) => !(path in FILES) && !inBrowser(path))
      .flatMap((path) => waysOut(read(path)).map((way) => `${path}: ${way}`));
    expect(violations).toEqual([]);
  });

  test("each file on the allow-list still needs its place", () => {
    const idle = Object.keys(FILES).filter(
      (path) => sources.includes(path) && waysOut(read(path)).length === 0,
    );
    expect(idle).toEqual([]);
  });

  test("an integration that reaches out names callVendor", () => {
    const adapters = globSync("server/integrations/**/*.ts").filter(
      (path) => !path.endsWith(".test.ts"),
    );
    const rooms = Map.groupBy(adapters, (path) => path.split("/")[2] ?? "");
    const loose = [...rooms].filter(([, files]) => {
      const texts = files.map(read);
      return (
        texts.some((text) => waysOut(text).length > 0) &&
        !texts.some((text) => /\bcallVendor\b/.test(text))
      );
    });
    expect(loose.map(([room]) => room)).toEqual([]);
  });
});

describe("the scan bites", () => {
  test.each([
    `import http from "node:http";`,
    `import { request } from "https";`,
    `import * as net from 'net';`,
    `import { isIP, connect } from "node:net";`,
    `import tls, { type TLSSocket } from "node:tls";`,
    `import { createSocket } from "node:dgram";`,
    `import { Agent } from "undici";`,
    `import "undici";`,
    `export { request } from "undici";`,
    `const { request } = await import("undici");`,
    `const http = require("http");`,
    `const http = process.getBuiltinModule("node:http");`,
    `await fetch("https://example.com");`,
    `const answer = await globalThis.fetch(url);`,
    `const answer = await globalThis["fetch"](url);`,
    `const send = fetch;`,
    `new Client({ fetch: globalThis.fetch });`,
    `const socket = new WebSocket("wss://example.com");`,
    `const events = new EventSource(url);`,
    `new XMLHttpRequest();`,
    `navigator.sendBeacon(url);`,
    `import { Redis } from "@upstash/redis";`,
    `import { S3Client } from "@aws-sdk/client-s3";`,
    `import { createTransport } from "nodemailer";`,
    `import Stripe from "stripe";`,
    "const text = `${await fetch(url)}`;",
    `import { lookup } from "node:dns/promises";`,
    `/* reason */ fetch(url) // calls out`,
  ])("found: %s", (planted) => expect(waysOut(planted)).not.toEqual([]));

  test.each([
    `import type { IncomingMessage } from "node:http";`,
    `import { type IncomingMessage, STATUS_CODES } from "node:http";`,
    `import { isIP } from "node:net";`,
    `const answer = await io.fetch(url);`,
    `// fetch(url) would be wrong here`,
    `/** never call fetch( */ const prefetch = 1;`,
    `await refetch();`,
    `const { data } = useQuery({ queryKey });`,
    `import { trace } from "@opentelemetry/api";`,
  ])("not found: %s", (harmless) => expect(waysOut(harmless)).toEqual([]));
});

import crypto from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// @ts-expect-error s3rver ships no types; what is used of it is described below.
import S3rver from "s3rver";
import type { S3Settings } from "@/server/integrations/s3/files";

type Answering = { set(header: string, value: string): void };
type Server = {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
  /** It is a Koa. */
  middleware: ((context: Answering, next: () => Promise<void>) => Promise<void>)[];
};
type Constructor = new (options: Record<string, unknown>) => Server;

/**
 * s3rver hides its place in a listing with single DES, which OpenSSL 3 no longer offers.
 * Triple DES with one key three times is the same cipher.
 */
function teachSingleDes(): void {
  const { createCipheriv, createDecipheriv } = crypto;
  const wrap =
    <T>(make: (name: string, key: Buffer, iv: Buffer) => T) =>
    (name: string, key: Buffer, iv: Buffer): T =>
      name === "des"
        ? make("des-ede3-cbc", Buffer.concat([key, key, key]), iv)
        : make(name, key, iv);
  Object.assign(crypto, {
    createCipheriv: wrap(createCipheriv),
    createDecipheriv: wrap(createDecipheriv),
  });
}

/** An S3 server (s3rver) with one empty bucket, on a free port of 127.0.0.1. */
export async function startTestS3(): Promise<{ settings: S3Settings; stop(): Promise<void> }> {
  teachSingleDes();
  const directory = await mkdtemp(join(tmpdir(), "trama-s3-"));
  const server = new (S3rver as Constructor)({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: "trama" }],
  });
  // Node's own header goes by the real clock; where a test has moved ours, the SDK would set its clock by it.
  server.middleware.unshift((context, next) => {
    context.set("date", new Date().toUTCString());
    return next();
  });
  const { port } = await server.run();
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      bucket: "trama",
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
    },
    stop: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

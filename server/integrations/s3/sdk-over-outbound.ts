import { AsyncLocalStorage } from "node:async_hooks";
import { Readable } from "node:stream";
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { throwUnlessOk } from "@/server/outbound/vendor-failure";
import type { VendorIo } from "@/server/outbound/types";

/** The call under way: the SDK's client is one per process, its deadline and limits are the call's. */
const current = new AsyncLocalStorage<VendorIo>();

/** Runs the SDK's work inside one vendor call. */
export const withIo =
  <T>(work: () => Promise<T>) =>
  (io: VendorIo): Promise<T> =>
    current.run(io, work);

type Handler = Extract<S3ClientConfig["requestHandler"], { handle: unknown }>;
type SdkRequest = Parameters<Handler["handle"]>[0];

/** The SDK's way to the network: the call's own `fetch` and nothing else. */
export const sdkOverOutbound: Handler = {
  metadata: { handlerProtocol: "http/1.1" },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
  handle: async (request: SdkRequest) => {
    const io = current.getStore();
    if (!io) throw new Error("the S3 client was used outside callVendor()");
    const answer = await io.fetch(urlOf(request), {
      method: request.method,
      headers: request.headers,
      body: request.body as BodyInit | undefined,
    });
    // 4xx are the SDK's to read (NoSuchKey…); trouble and throttling are the call's to retry.
    if (answer.status >= 500 || answer.status === 429) throwUnlessOk(answer);
    const body = Readable.from([Buffer.from(await answer.arrayBuffer())], { objectMode: false });
    const headers = Object.fromEntries(answer.headers);
    return { response: { statusCode: answer.status, headers, body } };
  },
};

function urlOf(request: SdkRequest): string {
  const { protocol, hostname, port, path, query = {} } = request;
  const search = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? ""]).map(
      (one: string) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
    ),
  );
  const tail = search.length > 0 ? `?${search.join("&")}` : "";
  return `${protocol}//${hostname}${port ? `:${port}` : ""}${path}${tail}`;
}

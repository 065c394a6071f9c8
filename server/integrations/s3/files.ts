import type * as S3 from "@aws-sdk/client-s3";
import { NotFound, TramaError, Unavailable } from "@/server/kernel/errors";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { isFolder, storedFileKey, tenantOfKey } from "@/server/files/file-key";
import type { FileStore } from "@/server/files/port";
import { callVendor } from "@/server/outbound/call-vendor";
import { sdkOverOutbound, withIo } from "./sdk-over-outbound";

export type S3Settings = {
  endpoint?: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
};

type Sdk = typeof S3;
type Run<T> = (client: S3.S3Client, sdk: Sdk) => Promise<T>;

/** Files in one bucket of any S3-compatible store, under `<tenantId>/…`. The SDK is loaded at the first use. */
export function openS3Files(settings: S3Settings): FileStore {
  const Bucket = settings.bucket;
  const loaded = lazily(() => load(settings));
  const call = async <T>(tenantId: string, operation: string, run: Run<T>): Promise<T> => {
    const { client, sdk } = await loaded();
    return refusalsAsOurs(() =>
      callVendor(
        { tenantId, requestId: newId() },
        { ...CALL, operation },
        withIo(() => run(client, sdk)),
      ),
    );
  };
  return {
    driver: "s3",
    put: (Key, Body, { mediaType }) =>
      call(tenantOfKey(Key), "put-object", async (client, sdk) => {
        const object = { Bucket, Key, Body, ContentType: mediaType, ContentLength: Body.length };
        await client.send(new sdk.PutObjectCommand(object));
      }),
    get: (Key) =>
      call(tenantOfKey(Key), "get-object", async (client, sdk) => {
        const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
        if (!answer.Body) throw new NotFound("file");
        return answer.Body.transformToByteArray();
      }),
    delete: (Key) =>
      call(tenantOfKey(Key), "delete-object", async (client, sdk) => {
        await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
      }),
    exists: (Key) =>
      call(tenantOfKey(Key), "head-object", async (client, sdk) => {
        await client.send(new sdk.HeadObjectCommand({ Bucket, Key }));
        return true;
      }).catch((error: unknown) => {
        if (error instanceof NotFound) return false;
        throw error;
      }),
    list: (folder) => listPages(Bucket, folder, call),
  };
}

const CALL = {
  integration: { id: "files", vendor: "s3" },
  idempotent: true,
  deadlineMs: 20_000,
  limits: { ratePerSecond: 500, burst: 500, maxResponseBytes: 64 * 1024 * 1024 },
  actionClass: "none",
} as const;

async function* listPages(
  Bucket: string,
  folder: string,
  call: <T>(tenantId: string, operation: string, run: Run<T>) => Promise<T>,
): ReturnType<FileStore["list"]> & AsyncGenerator {
  if (!isFolder(folder)) throw new Error(`files: not a folder: ${JSON.stringify(folder)}`);
  const tenantId = folder.slice(0, 36) || PLATFORM_TENANT_ID;
  let ContinuationToken: string | undefined;
  do {
    const page = await call(tenantId, "list-objects", (client, sdk) =>
      client.send(
        new sdk.ListObjectsV2Command({ Bucket, Prefix: folder || undefined, ContinuationToken }),
      ),
    );
    for (const { Key = "", Size = 0 } of page.Contents ?? [])
      yield { key: storedFileKey(Key.slice(0, 36), Key), sizeBytes: Size };
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (ContinuationToken);
}

/** The store's own "no": not there, or a set-up that refuses us, which is nobody's fault who asks for a file. */
async function refusalsAsOurs<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TramaError) throw error;
    const name = error instanceof Error ? error.name : "";
    if (name === "NoSuchKey" || name === "NotFound") throw new NotFound("file", { cause: error });
    throw new Unavailable("unavailable", {}, { cause: error, detail: `s3: ${name}` });
  }
}

async function load(settings: S3Settings): Promise<{ client: S3.S3Client; sdk: Sdk }> {
  const sdk = await import("@aws-sdk/client-s3");
  const { endpoint, region, accessKeyId, secretAccessKey } = settings;
  const client = new sdk.S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    // A store that is not Amazon's has no virtual-host names.
    forcePathStyle: endpoint !== undefined,
    // The default adds checksums that many compatible stores refuse.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // callVendor retries; twice over would multiply.
    maxAttempts: 1,
    requestHandler: sdkOverOutbound,
  });
  return { client, sdk };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

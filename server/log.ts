import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type LoggerOptions } from "pino";

/** Names whose values never reach a log line, at any depth up to three. */
const SECRET_KEYS = [
  "password",
  "passwordHash",
  "secret",
  "token",
  "authorization",
  "cookie",
  "apiKey",
  "credentials",
  "signature",
  "otp",
  "code",
];
const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

type LogFields = Readonly<Record<string, string | number>>;
const key = Symbol.for("trama.log-fields");
type Holder = { [key]?: AsyncLocalStorage<LogFields> };

/** On globalThis, because main.ts and Next are two module graphs in one process. */
const fields: AsyncLocalStorage<LogFields> = ((globalThis as Holder)[key] ??=
  new AsyncLocalStorage<LogFields>());

/** Runs `work` so that every line logged inside carries these fields (tenant, request, job), without passing a logger along. */
export const withLogFields = <T>(more: LogFields, work: () => T): T =>
  fields.run({ ...fields.getStore(), ...more }, work);

/** Adds to the fields of the running `withLogFields`, for what is known only later (who calls). */
export const addLogFields = (more: LogFields): void =>
  void Object.assign(fields.getStore() ?? {}, more);

/** How every line is made. */
export const logOptions: LoggerOptions = {
  level: process.env.TRAMA_LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
  base: { service: "trama" },
  mixin: () => ({ ...fields.getStore() }),
  redact: { paths, censor: "[redacted]" },
  serializers: { err: errorFields },
  timestamp: pino.stdTimeFunctions.isoTime,
};

/** JSON lines on stdout; children carry tenant, actor and request id. */
export const log = pino(logOptions);

/** An error's code (`23505`, `ECONNREFUSED`) under a name that is not censored: without it nobody finds the fault. */
function errorFields(error: Error): object {
  const fields = pino.stdSerializers.err(error);
  return fields?.code === undefined ? fields : { ...fields, errorCode: fields.code };
}

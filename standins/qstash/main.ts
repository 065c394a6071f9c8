import { createQstash, DEVELOPMENT } from "./qstash";
import { serveQstash } from "./serve";

// `tsx standins/qstash/main.ts [port]`: a QStash for development, with the keys that the vendor documents for that.
const qstash = createQstash(DEVELOPMENT);
const { url } = await serveQstash(qstash, Number(process.argv[2] ?? 8080));
console.log(`QSTASH_URL=${url}
QSTASH_TOKEN=${DEVELOPMENT.token}
QSTASH_CURRENT_SIGNING_KEY=${DEVELOPMENT.current}
QSTASH_NEXT_SIGNING_KEY=${DEVELOPMENT.next}`);

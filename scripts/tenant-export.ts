// `npm run tenant:export -- <slug> <folder>`: everything that one tenant owns, of one instant, in a folder.
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { exportTenant } from "@/server/modules/platform/export-tenant";
import { findTenant } from "@/server/modules/platform/find-tenant";
import { systemCtx } from "@/server/tenancy/context";

const [slug, folder] = process.argv.slice(2);
const ctx = systemCtx(PLATFORM_TENANT_ID, "tenant.export");
try {
  if (!slug || !folder) throw new Error("usage: npm run tenant:export -- <slug> <folder>");
  const manifest = await exportTenant(ctx, { tenantId: await findTenant(ctx, { slug }), folder });
  const rows = manifest.parts.reduce((sum, part) => sum + part.rows, 0);
  console.log(`${folder}: ${slug}, ${manifest.parts.length} parts, ${rows} rows and files.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  const { db } = composition();
  await Promise.all([db.app.close(), db.platform.close()]);
}

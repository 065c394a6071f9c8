// `npm run tenant:import -- <folder> [slug]`: opens a fresh tenant from an export, all or nothing.
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { importTenant } from "@/server/modules/platform/import-tenant";
import { systemCtx } from "@/server/tenancy/context";

const [folder, slug] = process.argv.slice(2);
const ctx = systemCtx(PLATFORM_TENANT_ID, "tenant.import");
try {
  if (!folder) throw new Error("usage: npm run tenant:import -- <folder> [slug]");
  const imported = await importTenant(ctx, { folder, ...(slug && { slug }) });
  console.log(`${imported.slug}: imported as ${imported.tenantId}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  const { db } = composition();
  await Promise.all([db.app.close(), db.platform.close()]);
}

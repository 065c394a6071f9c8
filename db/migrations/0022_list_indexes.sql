DROP INDEX "files_created_idx";--> statement-breakpoint
DROP INDEX "panic_held_status_idx";--> statement-breakpoint
CREATE INDEX "files_list_idx" ON "files" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "panic_held_list_idx" ON "panic_held" USING btree ("tenant_id","status","id");
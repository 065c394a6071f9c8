import { z } from "zod";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { getTemplate } from "./get-template";
import { listRecords } from "./list-records";
import { listTemplates } from "./list-templates";
import { listVersions } from "./list-versions";
import { previewPdf } from "./preview-pdf";
import { previewTemplate } from "./preview-template";
import { renderWelcomeLetter } from "./render-welcome-letter";
import { resetTemplate } from "./reset-template";
import { restoreTemplate } from "./restore-template";
import { saveTemplate } from "./save-template";
import * as schema from "./schema";
import { sendTest } from "./send-test";

export const templatesRouter = router({
  list: staff("template.read")
    .output(z.array(schema.templateSummary))
    .query(({ ctx }) => listTemplates(ctx)),
  get: staff("template.read")
    .input(schema.placeInput)
    .output(schema.templateDto)
    .query(({ ctx, input }) => getTemplate(ctx, input)),
  versions: staff("template.read")
    .input(schema.placeInput)
    .output(z.array(schema.versionDto))
    .query(({ ctx, input }) => listVersions(ctx, input)),
  records: staff("template.read")
    .input(schema.recordsInput)
    .output(z.array(schema.recordDto))
    .query(({ ctx, input }) => listRecords(ctx, input)),
  // A long text does not fit an address, so the browser asks by POST; it changes nothing.
  preview: staff("template.read")
    .input(schema.previewInput)
    .output(schema.previewDto)
    .mutation(({ ctx, input }) => previewTemplate(ctx, input)),
  previewPdf: staff("template.read")
    .input(schema.previewInput)
    .output(schema.pdfDto)
    .mutation(({ ctx, input }) => previewPdf(ctx, input)),
  welcomeLetter: staff("customer.read")
    .input(schema.welcomeLetterInput)
    .output(schema.pdfDto)
    .query(({ ctx, input }) => renderWelcomeLetter(ctx, input)),
  save: staff("template.manage")
    .input(schema.saveTemplateInput)
    .output(schema.templateDto)
    .mutation(({ ctx, input }) => saveTemplate(ctx, input)),
  restore: staff("template.manage")
    .input(schema.restoreTemplateInput)
    .output(schema.templateDto)
    .mutation(({ ctx, input }) => restoreTemplate(ctx, input)),
  reset: staff("template.manage")
    .input(schema.resetTemplateInput)
    .output(schema.templateDto)
    .mutation(({ ctx, input }) => resetTemplate(ctx, input)),
  sendTest: staff("template.manage")
    .input(schema.sendTestInput)
    .output(schema.nothing)
    .mutation(async ({ ctx, input }) => {
      await sendTest(ctx, input);
      return {};
    }),
});

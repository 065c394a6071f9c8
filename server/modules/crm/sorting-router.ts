import { z } from "zod";
import { staff } from "@/server/trpc/procedures";
import { archiveField } from "./archive-field";
import { compareCustomers } from "./compare-customers";
import { createField } from "./create-field";
import { createTag } from "./create-tag";
import { customerOverview } from "./customer-overview";
import { customerTimeline } from "./customer-timeline";
import { deleteTag } from "./delete-tag";
import { findDuplicates } from "./find-duplicates";
import { listDuplicates } from "./list-duplicates";
import { listFields } from "./list-fields";
import { listTags } from "./list-tags";
import { listToldApart } from "./list-told-apart";
import { mergeCustomers } from "./merge-customers";
import { reorderFields } from "./reorder-fields";
import { rest } from "./rest-meta";
import * as fields from "./rules/fields-schema";
import * as merging from "./rules/merge-schema";
import * as overview from "./rules/overview-schema";
import * as tags from "./rules/tag-schema";
import { customerDto, customerIdInput } from "./schema";
import { setTags } from "./set-tags";
import { tellApart } from "./tell-apart";
import { undoTellApart } from "./undo-tell-apart";
import { unmergeCustomers } from "./unmerge-customers";
import { updateField } from "./update-field";
import { updateTag } from "./update-tag";

const read = staff("customer.read");
const merge = staff("customer.merge");
const define = staff("customerField.manage");

/** What customers are seen, sorted and told apart by: overview, timeline, tags, own fields, duplicates. */
export const sortingProcedures = {
  overview: read
    .meta(
      rest(
        "GET",
        "/customers/{customerId}/overview",
        "Get services, open invoices and why it is red",
      ),
    )
    .input(customerIdInput)
    .output(overview.customerOverview)
    .query(({ ctx, input }) => customerOverview(ctx, input)),
  timeline: staff("event.read")
    .input(overview.customerTimelineInput)
    .output(overview.customerTimeline)
    .query(({ ctx, input }) => customerTimeline(ctx, input)),
  listTags: read
    .meta(rest("GET", "/customer-tags", "List tags"))
    .output(z.array(tags.tagUseDto))
    .query(({ ctx }) => listTags(ctx)),
  createTag: define
    .input(tags.createTagInput)
    .output(tags.tagDto)
    .mutation(({ ctx, input }) => createTag(ctx, input)),
  updateTag: define
    .input(tags.updateTagInput)
    .output(tags.tagDto)
    .mutation(({ ctx, input }) => updateTag(ctx, input)),
  deleteTag: define
    .input(tags.tagIdInput)
    .output(z.object({}))
    .mutation(({ ctx, input }) => deleteTag(ctx, input).then(() => ({}))),
  setTags: staff("customer.manage")
    .meta(rest("PUT", "/customers/{customerId}/tags", "Set the tags of a customer"))
    .input(tags.setTagsInput)
    .output(customerDto)
    .mutation(({ ctx, input }) => setTags(ctx, input)),
  listFields: read
    .input(fields.listFieldsInput)
    .output(z.array(fields.customFieldDto))
    .query(({ ctx, input }) => listFields(ctx, input)),
  createField: define
    .input(fields.createFieldInput)
    .output(fields.customFieldDto)
    .mutation(({ ctx, input }) => createField(ctx, input)),
  updateField: define
    .input(fields.updateFieldInput)
    .output(fields.customFieldDto)
    .mutation(({ ctx, input }) => updateField(ctx, input)),
  archiveField: define
    .input(fields.archiveFieldInput)
    .output(fields.customFieldDto)
    .mutation(({ ctx, input }) => archiveField(ctx, input)),
  reorderFields: define
    .input(fields.reorderFieldsInput)
    .output(z.array(fields.customFieldDto))
    .mutation(({ ctx, input }) => reorderFields(ctx, input)),
  findDuplicates: staff("customer.manage")
    .input(merging.findDuplicatesInput)
    .output(z.array(merging.duplicateDto))
    .query(({ ctx, input }) => findDuplicates(ctx, input)),
  listDuplicates: merge
    .input(merging.listDuplicatesInput)
    .output(merging.duplicateList)
    .query(({ ctx, input }) => listDuplicates(ctx, input)),
  listToldApart: merge.output(z.array(merging.toldApartDto)).query(({ ctx }) => listToldApart(ctx)),
  tellApart: merge
    .input(merging.tellApartInput)
    .output(merging.distinctionIdInput)
    .mutation(({ ctx, input }) => tellApart(ctx, input)),
  undoTellApart: merge
    .input(merging.distinctionIdInput)
    .output(z.object({}))
    .mutation(({ ctx, input }) => undoTellApart(ctx, input).then(() => ({}))),
  compare: merge
    .input(merging.compareInput)
    .output(merging.comparison)
    .query(({ ctx, input }) => compareCustomers(ctx, input)),
  merge: merge
    .input(merging.mergeInput)
    .output(merging.mergeDto)
    .mutation(({ ctx, input }) => mergeCustomers(ctx, input)),
  unmerge: merge
    .input(merging.mergeIdInput)
    .output(customerDto)
    .mutation(({ ctx, input }) => unmergeCustomers(ctx, input)),
};

import { z } from "zod";
import { staff } from "@/server/trpc/procedures";
import { addAddress } from "./add-address";
import { addContact } from "./add-contact";
import { addFile } from "./add-file";
import { addIdentity } from "./add-identity";
import { addNote } from "./add-note";
import { getDetails } from "./get-details";
import { listNotes } from "./list-notes";
import { makeMainIdentity } from "./make-main-identity";
import { removeAddress } from "./remove-address";
import { removeContact } from "./remove-contact";
import { removeFile } from "./remove-file";
import { removeIdentity } from "./remove-identity";
import { removeNote } from "./remove-note";
import { rest } from "./rest-meta";
import * as details from "./rules/details-schema";
import { customerIdInput } from "./schema";
import { updateAddress } from "./update-address";
import { updateContact } from "./update-contact";
import { updateNote } from "./update-note";

const nothing = z.object({});
const read = staff("customer.read");
const manage = staff("customer.manage");

/** What hangs on a customer: contacts, addresses, ways to reach it, notes, files. */
export const detailProcedures = {
  details: read
    .meta(rest("GET", "/customers/{customerId}/details", "Get contacts, addresses, notes, files"))
    .input(customerIdInput)
    .output(details.customerDetails)
    .query(({ ctx, input }) => getDetails(ctx, input)),
  addContact: manage
    .meta(rest("POST", "/customers/{customerId}/contacts", "Add a contact"))
    .input(details.addContactInput)
    .output(details.contactDto)
    .mutation(({ ctx, input }) => addContact(ctx, input)),
  updateContact: manage
    .input(details.updateContactInput)
    .output(details.contactDto)
    .mutation(({ ctx, input }) => updateContact(ctx, input)),
  removeContact: manage
    .input(details.contactIdInput)
    .output(nothing)
    .mutation(({ ctx, input }) => removeContact(ctx, input).then(() => ({}))),
  addAddress: manage
    .meta(rest("POST", "/customers/{customerId}/addresses", "Add an address"))
    .input(details.addAddressInput)
    .output(details.addressDto)
    .mutation(({ ctx, input }) => addAddress(ctx, input)),
  updateAddress: manage
    .input(details.updateAddressInput)
    .output(details.addressDto)
    .mutation(({ ctx, input }) => updateAddress(ctx, input)),
  removeAddress: manage
    .input(details.addressIdInput)
    .output(nothing)
    .mutation(({ ctx, input }) => removeAddress(ctx, input).then(() => ({}))),
  addIdentity: manage
    .input(details.addIdentityInput)
    .output(z.array(details.identityDto))
    .mutation(({ ctx, input }) => addIdentity(ctx, input)),
  makeMainIdentity: manage
    .input(details.identityIdInput)
    .output(z.array(details.identityDto))
    .mutation(({ ctx, input }) => makeMainIdentity(ctx, input)),
  removeIdentity: manage
    .input(details.identityIdInput)
    .output(z.array(details.identityDto))
    .mutation(({ ctx, input }) => removeIdentity(ctx, input)),
  listNotes: read
    .meta(rest("GET", "/customers/{customerId}/notes", "List notes"))
    .input(customerIdInput)
    .output(z.array(details.noteDto))
    .query(({ ctx, input }) => listNotes(ctx, input)),
  addNote: manage
    .meta(rest("POST", "/customers/{customerId}/notes", "Add a note"))
    .input(details.addNoteInput)
    .output(details.noteDto)
    .mutation(({ ctx, input }) => addNote(ctx, input)),
  updateNote: manage
    .input(details.updateNoteInput)
    .output(details.noteDto)
    .mutation(({ ctx, input }) => updateNote(ctx, input)),
  removeNote: manage
    .input(details.noteIdInput)
    .output(nothing)
    .mutation(({ ctx, input }) => removeNote(ctx, input).then(() => ({}))),
  addFile: manage
    .input(details.addFileInput)
    .output(z.array(details.customerFileDto))
    .mutation(({ ctx, input }) => addFile(ctx, input)),
  removeFile: manage
    .input(details.customerFileIdInput)
    .output(nothing)
    .mutation(({ ctx, input }) => removeFile(ctx, input).then(() => ({}))),
};

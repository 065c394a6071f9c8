import { expect, test } from "vitest";
import { addAddress } from "@/server/modules/crm/add-address";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { customerTimeline } from "@/server/modules/crm/customer-timeline";
import { mintServiceScene } from "@/server/testing/service-scene";
import { createService } from "./create-service";
import { updateService } from "./update-service";

test("a service moves to another of its customer's addresses, to nobody else's, and the move stands in both histories", async () => {
  const { owner, customerId, itemId } = await mintServiceScene();
  const home = await addAddress(owner, { customerId, street: "Av. Sol 1", city: "Lima" });
  const shop = await addAddress(owner, { customerId, street: "Jr. Luna 2", city: "Lima" });
  const other = await createCustomer(owner, { name: "Otra" });
  const theirs = await addAddress(owner, { customerId: other.id, street: "Ajena 3" });
  const service = await createService(owner, { customerId, itemId, addressId: home.id });
  const serviceId = service.id;

  const moved = await updateService(owner, { serviceId, addressId: shop.id });
  expect(moved).toMatchObject({ addressId: shop.id, address: "Jr. Luna 2, Lima" });
  await expect(updateService(owner, { serviceId, addressId: theirs.id })).rejects.toMatchObject({
    fields: { addressId: "reference_unknown" },
  });
  // Said again it is no move.
  await updateService(owner, { serviceId, addressId: shop.id });
  const { items } = await customerTimeline(owner, { customerId, limit: 20 });
  const said = items.filter(({ name }) => name === "service.moved" || name === "service.updated");
  expect(said.map(({ name, payload }) => ({ name, payload }))).toEqual([
    {
      name: "service.moved",
      payload: {
        ...{ number: service.number, customerId },
        ...{ fromAddressId: home.id, toAddressId: shop.id },
      },
    },
  ]);
});

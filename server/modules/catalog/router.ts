import { z } from "zod";
import { countDto, listPageInput, listQuery, taskDto } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { archiveItem } from "./archive-item";
import { countItems } from "./count-items";
import { createItem } from "./create-item";
import { getItem } from "./get-item";
import { listCategories } from "./list-categories";
import { listItems } from "./list-items";
import { plans } from "./plans";
import { previewItemBulk } from "./preview-item-bulk";
import { createBook } from "./prices/create-book";
import { listBooks } from "./prices/list-books";
import { listPrices } from "./prices/list-prices";
import { previewChange } from "./prices/preview-change";
import { removePrice } from "./prices/remove-price";
import * as price from "./prices/schema";
import { setPrice } from "./prices/set-price";
import { startChange } from "./prices/start-change";
import { updateBook } from "./prices/update-book";
import { listFxRates } from "./rates/list-fx-rates";
import { removeFxRate } from "./rates/remove-fx-rate";
import * as fx from "./rates/schema";
import { setFxRate } from "./rates/set-fx-rate";
import { setOfficialRates } from "./rates/set-official-rates";
import { restoreItem } from "./restore-item";
import * as schema from "./schema";
import { startItemBulk } from "./start-item-bulk";
import { createTaxClass } from "./taxes/create-tax-class";
import { listTaxClasses } from "./taxes/list-tax-classes";
import { loadCountryTaxes } from "./taxes/load-country-taxes";
import { removeTaxRate } from "./taxes/remove-tax-rate";
import * as tax from "./taxes/schema";
import { setTaxRate } from "./taxes/set-tax-rate";
import { updateTaxClass } from "./taxes/update-tax-class";
import { updateItem } from "./update-item";

const rest = (method: "GET" | "POST" | "PATCH", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["catalog"] },
});
const read = staff("catalog.read");
const manage = staff("catalog.manage");

export const catalogRouter = router({
  list: read
    .input(listPageInput)
    .output(schema.itemPage)
    .query(({ ctx, input }) => listItems(ctx, input)),
  count: read
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countItems(ctx, input)),
  get: read
    .input(schema.itemIdInput)
    .output(schema.itemDto)
    .query(({ ctx, input }) => getItem(ctx, input)),
  listCategories: read.output(schema.categoriesDto).query(({ ctx }) => listCategories(ctx)),
  create: manage
    .input(schema.createItemInput)
    .output(schema.itemDto)
    .mutation(({ ctx, input }) => createItem(ctx, input)),
  update: manage
    .input(schema.updateItemInput)
    .output(schema.itemDto)
    .mutation(({ ctx, input }) => updateItem(ctx, input)),
  archive: manage
    .input(schema.archiveItemInput)
    .output(schema.itemDto)
    .mutation(({ ctx, input }) => archiveItem(ctx, input)),
  restore: manage
    .input(schema.itemIdInput)
    .output(schema.itemDto)
    .mutation(({ ctx, input }) => restoreItem(ctx, input)),
  previewBulk: manage
    .input(schema.itemPreviewInput)
    .output(schema.itemPreviewDto)
    .query(({ ctx, input }) => previewItemBulk(ctx, input)),
  startBulk: manage
    .input(schema.itemBulkInput)
    .output(taskDto)
    .mutation(({ ctx, input }) => startItemBulk(ctx, input)),
  listPlans: read
    .meta(rest("GET", "/plans", "List plans"))
    .input(listPageInput)
    .output(schema.itemPage)
    .query(({ ctx, input }) => plans.list(ctx, input)),
  getPlan: read
    .meta(rest("GET", "/plans/{itemId}", "Get a plan"))
    .input(schema.itemIdInput)
    .output(schema.itemDto)
    .query(({ ctx, input }) => plans.get(ctx, input)),
  createPlan: manage
    .meta(rest("POST", "/plans", "Create a plan"))
    .input(schema.createPlanInput)
    .output(schema.itemDto)
    .mutation(({ ctx, input }) => plans.create(ctx, input)),
  updatePlan: manage
    .meta(rest("PATCH", "/plans/{itemId}", "Change a plan"))
    .input(schema.updateItemInput)
    .output(schema.itemDto)
    .mutation(({ ctx, input }) => plans.update(ctx, input)),
  listBooks: read.output(z.array(price.bookDto)).query(({ ctx }) => listBooks(ctx)),
  createBook: manage
    .input(price.createBookInput)
    .output(price.bookDto)
    .mutation(({ ctx, input }) => createBook(ctx, input)),
  updateBook: manage
    .input(price.updateBookInput)
    .output(price.bookDto)
    .mutation(({ ctx, input }) => updateBook(ctx, input)),
  listPrices: read
    .input(price.listPricesInput)
    .output(z.array(price.priceDto))
    .query(({ ctx, input }) => listPrices(ctx, input)),
  setPrice: manage
    .input(price.setPriceInput)
    .output(z.array(price.priceDto))
    .mutation(({ ctx, input }) => setPrice(ctx, input)),
  removePrice: manage
    .input(price.priceIdInput)
    .output(z.array(price.priceDto))
    .mutation(({ ctx, input }) => removePrice(ctx, input)),
  previewChange: manage
    .input(price.priceChange)
    .output(price.priceChangePreview)
    .query(({ ctx, input }) => previewChange(ctx, input)),
  startChange: manage
    .input(price.priceChange)
    .output(taskDto)
    .mutation(({ ctx, input }) => startChange(ctx, input)),
  listTaxClasses: read.output(z.array(tax.taxClassDto)).query(({ ctx }) => listTaxClasses(ctx)),
  loadCountryTaxes: manage
    .output(z.array(tax.taxClassDto))
    .mutation(({ ctx }) => loadCountryTaxes(ctx)),
  createTaxClass: manage
    .input(tax.createTaxClassInput)
    .output(tax.taxClassDto)
    .mutation(({ ctx, input }) => createTaxClass(ctx, input)),
  updateTaxClass: manage
    .input(tax.updateTaxClassInput)
    .output(tax.taxClassDto)
    .mutation(({ ctx, input }) => updateTaxClass(ctx, input)),
  setTaxRate: manage
    .input(tax.setTaxRateInput)
    .output(tax.taxClassDto)
    .mutation(({ ctx, input }) => setTaxRate(ctx, input)),
  removeTaxRate: manage
    .input(tax.taxRateIdInput)
    .output(tax.taxClassDto)
    .mutation(({ ctx, input }) => removeTaxRate(ctx, input)),
  listFxRates: read
    .input(fx.listFxRatesInput)
    .output(fx.fxRatesDto)
    .query(({ ctx, input }) => listFxRates(ctx, input)),
  setOfficialRates: manage
    .input(fx.setOfficialRatesInput)
    .output(fx.officialRatesDto)
    .mutation(({ ctx, input }) => setOfficialRates(ctx, input)),
  setFxRate: manage
    .input(fx.setFxRateInput)
    .output(fx.fxRateDto)
    .mutation(({ ctx, input }) => setFxRate(ctx, input)),
  removeFxRate: manage
    .input(fx.fxRateIdInput)
    .output(fx.fxRateDto)
    .mutation(({ ctx, input }) => removeFxRate(ctx, input)),
});

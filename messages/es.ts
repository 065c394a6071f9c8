import account from "./es/account.json";
import actor from "./es/actor.json";
import apiKeys from "./es/apiKeys.json";
import audit from "./es/audit.json";
import bank from "./es/bank.json";
import billingRun from "./es/billingRun.json";
import brand from "./es/brand.json";
import cash from "./es/cash.json";
import catalog from "./es/catalog.json";
import chart from "./es/chart.json";
import children from "./es/children.json";
import closed from "./es/closed.json";
import collections from "./es/collections.json";
import common from "./es/common.json";
import customFields from "./es/customFields.json";
import customer from "./es/customer.json";
import customers from "./es/customers.json";
import deposits from "./es/deposits.json";
import document from "./es/document.json";
import domains from "./es/domains.json";
import dunning from "./es/dunning.json";
import error from "./es/error.json";
import errors from "./es/errors.json";
import event from "./es/event.json";
import health from "./es/health.json";
import home from "./es/home.json";
import impersonation from "./es/impersonation.json";
import integrations from "./es/integrations.json";
import imports from "./es/import.json";
import jobs from "./es/jobs.json";
import mail from "./es/mail.json";
import map from "./es/map.json";
import messageLog from "./es/messageLog.json";
import nav from "./es/nav.json";
import network from "./es/network.json";
import notification from "./es/notification.json";
import notificationPolicy from "./es/notificationPolicy.json";
import panic from "./es/panic.json";
import patterns from "./es/patterns.json";
import payMethods from "./es/payMethods.json";
import payments from "./es/payments.json";
import receivables from "./es/receivables.json";
import permission from "./es/permission.json";
import plans from "./es/plans.json";
import policies from "./es/policies.json";
import portal from "./es/portal.json";
import proofs from "./es/proofs.json";
import resource from "./es/resource.json";
import role from "./es/role.json";
import services from "./es/services.json";
import settings from "./es/settings.json";
import people from "./es/people.json";
import roles from "./es/roles.json";
import invitation from "./es/invitation.json";
import invoices from "./es/invoices.json";
import security from "./es/security.json";
import shell from "./es/shell.json";
import signIn from "./es/signIn.json";
import signUp from "./es/signUp.json";
import site from "./es/site.json";
import status from "./es/status.json";
import table from "./es/table.json";
import templates from "./es/templates.json";
import tenants from "./es/tenants.json";
import units from "./es/units.json";
import usage from "./es/usage.json";
import webhooks from "./es/webhooks.json";
import work from "./es/work.json";

/** Every text of the language, by namespace. */
export default {
  account,
  actor,
  apiKeys,
  audit,
  bank,
  billingRun,
  brand,
  cash,
  catalog,
  chart,
  children,
  closed,
  collections,
  common,
  customFields,
  customer,
  customers,
  deposits,
  document,
  domains,
  dunning,
  error,
  errors,
  event,
  health,
  home,
  impersonation,
  integrations,
  import: imports,
  jobs,
  mail,
  map,
  messageLog,
  nav,
  network,
  notification,
  notificationPolicy,
  panic,
  patterns,
  payMethods,
  payments,
  receivables,
  permission,
  plans,
  policies,
  portal,
  proofs,
  resource,
  role,
  services,
  settings,
  people,
  roles,
  invitation,
  invoices,
  security,
  shell,
  signIn,
  signUp,
  site,
  status,
  table,
  templates,
  tenants,
  units,
  usage,
  webhooks,
  work,
};

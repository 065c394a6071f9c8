import account from "./en/account.json";
import actor from "./en/actor.json";
import apiKeys from "./en/apiKeys.json";
import audit from "./en/audit.json";
import bank from "./en/bank.json";
import billingRun from "./en/billingRun.json";
import brand from "./en/brand.json";
import cash from "./en/cash.json";
import catalog from "./en/catalog.json";
import chart from "./en/chart.json";
import children from "./en/children.json";
import closed from "./en/closed.json";
import collections from "./en/collections.json";
import common from "./en/common.json";
import customFields from "./en/customFields.json";
import customer from "./en/customer.json";
import customers from "./en/customers.json";
import deposits from "./en/deposits.json";
import document from "./en/document.json";
import domains from "./en/domains.json";
import dunning from "./en/dunning.json";
import error from "./en/error.json";
import errors from "./en/errors.json";
import event from "./en/event.json";
import health from "./en/health.json";
import home from "./en/home.json";
import impersonation from "./en/impersonation.json";
import integrations from "./en/integrations.json";
import imports from "./en/import.json";
import jobs from "./en/jobs.json";
import mail from "./en/mail.json";
import map from "./en/map.json";
import messageLog from "./en/messageLog.json";
import nav from "./en/nav.json";
import network from "./en/network.json";
import notification from "./en/notification.json";
import notificationPolicy from "./en/notificationPolicy.json";
import panic from "./en/panic.json";
import patterns from "./en/patterns.json";
import payMethods from "./en/payMethods.json";
import payments from "./en/payments.json";
import receivables from "./en/receivables.json";
import permission from "./en/permission.json";
import plans from "./en/plans.json";
import policies from "./en/policies.json";
import portal from "./en/portal.json";
import proofs from "./en/proofs.json";
import resource from "./en/resource.json";
import role from "./en/role.json";
import services from "./en/services.json";
import settings from "./en/settings.json";
import people from "./en/people.json";
import roles from "./en/roles.json";
import invitation from "./en/invitation.json";
import invoices from "./en/invoices.json";
import security from "./en/security.json";
import shell from "./en/shell.json";
import signIn from "./en/signIn.json";
import signUp from "./en/signUp.json";
import site from "./en/site.json";
import status from "./en/status.json";
import table from "./en/table.json";
import templates from "./en/templates.json";
import tenants from "./en/tenants.json";
import units from "./en/units.json";
import usage from "./en/usage.json";
import webhooks from "./en/webhooks.json";
import work from "./en/work.json";

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

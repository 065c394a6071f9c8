import account from "./pt/account.json";
import actor from "./pt/actor.json";
import apiKeys from "./pt/apiKeys.json";
import audit from "./pt/audit.json";
import bank from "./pt/bank.json";
import billingRun from "./pt/billingRun.json";
import brand from "./pt/brand.json";
import cash from "./pt/cash.json";
import catalog from "./pt/catalog.json";
import chart from "./pt/chart.json";
import children from "./pt/children.json";
import closed from "./pt/closed.json";
import collections from "./pt/collections.json";
import common from "./pt/common.json";
import customFields from "./pt/customFields.json";
import customer from "./pt/customer.json";
import customers from "./pt/customers.json";
import deposits from "./pt/deposits.json";
import document from "./pt/document.json";
import domains from "./pt/domains.json";
import dunning from "./pt/dunning.json";
import error from "./pt/error.json";
import errors from "./pt/errors.json";
import event from "./pt/event.json";
import health from "./pt/health.json";
import home from "./pt/home.json";
import impersonation from "./pt/impersonation.json";
import integrations from "./pt/integrations.json";
import imports from "./pt/import.json";
import jobs from "./pt/jobs.json";
import mail from "./pt/mail.json";
import map from "./pt/map.json";
import messageLog from "./pt/messageLog.json";
import nav from "./pt/nav.json";
import network from "./pt/network.json";
import notification from "./pt/notification.json";
import notificationPolicy from "./pt/notificationPolicy.json";
import panic from "./pt/panic.json";
import patterns from "./pt/patterns.json";
import payMethods from "./pt/payMethods.json";
import payments from "./pt/payments.json";
import receivables from "./pt/receivables.json";
import permission from "./pt/permission.json";
import plans from "./pt/plans.json";
import policies from "./pt/policies.json";
import portal from "./pt/portal.json";
import proofs from "./pt/proofs.json";
import resource from "./pt/resource.json";
import role from "./pt/role.json";
import services from "./pt/services.json";
import settings from "./pt/settings.json";
import people from "./pt/people.json";
import roles from "./pt/roles.json";
import invitation from "./pt/invitation.json";
import invoices from "./pt/invoices.json";
import security from "./pt/security.json";
import shell from "./pt/shell.json";
import signIn from "./pt/signIn.json";
import signUp from "./pt/signUp.json";
import site from "./pt/site.json";
import status from "./pt/status.json";
import table from "./pt/table.json";
import templates from "./pt/templates.json";
import tenants from "./pt/tenants.json";
import units from "./pt/units.json";
import usage from "./pt/usage.json";
import webhooks from "./pt/webhooks.json";
import work from "./pt/work.json";

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

export { signWebhook } from "./sign-webhook.js";
export type { WebhookToSign } from "./sign-webhook.js";
export { verifyWebhook } from "./verify-webhook.js";
export type { Webhook, WebhookToVerify } from "./verify-webhook.js";
export { WebhookError } from "./webhook-error.js";
export type { WebhookErrorCode } from "./webhook-error.js";

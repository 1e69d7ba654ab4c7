/** Stands in for the Direct Line App Service Extension client, which this page never makes (web/vite.config.ts). */
export const DirectLineStreaming = undefined;

// Node.js loads this before the app, if NODE_OPTIONS says `--require` with its path. It makes
// SLACK_API_URL the default address of @slack/web-api.
'use strict';

const Module = require('node:module');

const url = process.env.SLACK_API_URL;
const load = Module._load;

function redirect(module) {
  class WebClient extends module.WebClient {
    constructor(token, options = {}) {
      super(token, { ...options, slackApiUrl: options.slackApiUrl || url });
    }
  }
  WebClient.redirected = true;
  module.WebClient = WebClient;
}

if (url) {
  Module._load = function loadAndRedirect(request, parent, ...rest) {
    const module = load.call(this, request, parent, ...rest);
    const isWebClient = /(^|\/)WebClient(\.js)?$/.test(request)
      && /@slack[/\\+]web-api/.test(parent?.filename ?? '');
    if (isWebClient && module.WebClient && !module.WebClient.redirected) redirect(module);
    return module;
  };
}

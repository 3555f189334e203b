// Browsers start no worker for a page that was opened as a file: then the search runs in a hidden frame of the page.
// The name of this file is how the plugin `offline` knows that it need not load another one from elsewhere.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.documentElement.append(frame);
      const within = (this.within = frame.contentWindow);
      const load = (source) =>
        new Promise((loaded, failed) => {
          const script = within.document.createElement("script");
          Object.assign(script, { src: source, onload: loaded, onerror: failed });
          within.document.head.append(script);
        });
      within.importScripts = (...sources) => Promise.all(sources.map(load));
      within.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.loaded = load(new URL(url, location.href).href);
    }
    postMessage(data) {
      this.loaded.then(() => this.within.dispatchEvent(new this.within.MessageEvent("message", { data })));
    }
  };
}

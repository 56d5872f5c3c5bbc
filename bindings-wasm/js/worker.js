// The package in a web worker: the same classes and methods, each call a promise.

const REMOTE = Symbol("remote");

/** Starts a worker with the library, and gives what it exports. */
export async function connect({ worker } = {}) {
  const desk = new Desk(worker ?? new Worker(new URL("./worker-script.js", import.meta.url), { type: "module", name: "cityvitals" }));
  await desk.call(null, "catalogues", []);
  return new Library(desk);
}

/** The calls that are under way, and what the worker answers to them. */
class Desk {
  constructor(worker) {
    this.worker = worker;
    this.waiting = new Map();
    this.next = 1;
    // The worker keeps an object until the page has lost its last reference to it.
    this.registry = new FinalizationRegistry((handle) => this.release(handle));
    worker.addEventListener("message", ({ data }) => this.answer(data));
    worker.addEventListener("error", (event) => this.fail(new Error(event.message || "the worker could not be started")));
  }

  call(target, method, parameters, { signal, onProgress, transfer = [] } = {}) {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.failed) return Promise.reject(this.failed);
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const stop = () => this.worker.postMessage({ id, stop: true });
      signal?.addEventListener("abort", stop, { once: true });
      const settle = (done) => (value) => {
        signal?.removeEventListener("abort", stop);
        this.waiting.delete(id);
        done(value);
      };
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject), onProgress, signal });
      this.worker.postMessage({ id, target, method, parameters: parameters.map(pack) }, transfer);
    });
  }

  async answer({ id, value, handle, kind, error, progress, stopped }) {
    const call = this.waiting.get(id);
    if (!call) return;
    if (progress) call.onProgress?.(progress);
    else if (stopped) call.reject(call.signal?.reason ?? new DOMException("The examination was stopped", "AbortError"));
    else if (error) call.reject(await revived(error));
    else call.resolve(handle === undefined ? value : this.remote(handle, kind));
  }

  remote(handle, kind) {
    const found = new (KINDS[kind] ?? Remote)(this, handle);
    this.registry.register(found, handle, found);
    return found;
  }

  release(handle) {
    this.worker.postMessage({ release: handle });
  }

  fail(error) {
    this.failed = error;
    for (const { reject } of [...this.waiting.values()]) reject(error);
  }

  close() {
    this.worker.terminate();
    this.fail(new Error("the worker was closed"));
  }
}

const pack = (parameter) => {
  if (parameter instanceof Remote) return { [handleKey]: parameter[REMOTE].handle };
  if (Array.isArray(parameter)) return parameter.map(pack);
  if (parameter && Object.getPrototypeOf(parameter) === Object.prototype) {
    return Object.fromEntries(Object.entries(parameter).map(([key, entry]) => [key, pack(entry)]));
  }
  return parameter;
};
const handleKey = "cityvitals:handle";

/** Errors have the same classes as on the page. */
async function revived({ name, message, records, rendered }) {
  if (!records) return Object.assign(new Error(message), { name });
  const { fromRecords } = await import("./errors.js");
  return fromRecords(records, rendered.zh, rendered.en);
}

/** An object in the worker. */
class Remote {
  constructor(desk, handle) {
    Object.defineProperty(this, REMOTE, { value: { desk, handle } });
  }

  /** Lets the worker forget the object at once; it is forgotten in time without this. */
  free() {
    const { desk, handle } = this[REMOTE];
    desk.registry.unregister(this);
    desk.release(handle);
  }
}

const call = (remote, method, parameters, options) => remote[REMOTE].desk.call(remote[REMOTE].handle, method, parameters, options);

/** Makes a class whose methods are calls of the methods of the same names. */
function remoteClass(methods, getters = []) {
  const made = class extends Remote {};
  for (const method of methods) {
    made.prototype[method] = function (...parameters) {
      return call(this, method, parameters);
    };
  }
  // A getter of the library is a method here, since its value is a promise.
  for (const getter of getters) {
    made.prototype[getter] = function () {
      return call(this, `get ${getter}`, []);
    };
  }
  return made;
}

class RemoteCatalogue extends remoteClass(
  ["dataset", "document", "extend", "indicator", "item", "prepare", "readFormula", "replay", "requirementTexts", "search", "session"],
  ["contentHash", "edition", "id", "indicators", "items", "levels", "lineage", "name"],
) {
  examine(dataset, options, { signal, onProgress, transfer } = {}) {
    return call(this, "examine", [dataset, options], { signal, onProgress, transfer });
  }
}

const KINDS = {
  Catalogue: RemoteCatalogue,
  Dataset: remoteClass(["areas", "cell", "parent"], ["contentHash", "period", "rowCount", "warnings"]),
  Grades: remoteClass(["explain", "toJSON"]),
  IndicatorResult: remoteClass(["explain", "toJSON", "trace"], ["area", "exact", "indicator", "level", "status", "unit", "value", "verdicts"]),
  Problems: remoteClass(["explain", "list", "toJSON"], ["length"]),
  Report: remoteClass(["at", "column", "explain", "get", "grades", "problems", "reconciliation", "results", "toGeoJSON", "toJSON"], ["dataset"]),
  Session: remoteClass(["set"], ["dataset", "report"]),
};

/** What the worker exports. */
class Library {
  constructor(desk) {
    Object.defineProperty(this, REMOTE, { value: { desk, handle: null } });
  }

  catalogue(id) {
    return call(this, "catalogue", [id]);
  }

  catalogueFrom(files) {
    return call(this, "catalogueFrom", [files]);
  }

  catalogues() {
    return call(this, "catalogues", []);
  }

  /** Ends the worker and every call that is under way. */
  close() {
    this[REMOTE].desk.close();
  }
}

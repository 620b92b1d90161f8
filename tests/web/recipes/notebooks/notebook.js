// A cell of a notebook: Jupyter's widgets and anywidget as they are, and what stands for Python, which keeps the traits.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";

// As Jupyter loads anywidget.
let anywidget;
globalThis.define = (_names, make) => (anywidget = make(base));
await import("./node_modules/anywidget/dist/index.js");

class Manager extends ManagerBase {
  loadClass(name) {
    return Promise.resolve({ ...base, ...anywidget }[name]);
  }
}

/** Shows a widget with these traits. What is returned has them as Python has, and sets them as Python does. */
async function cell(traits) {
  let hear;
  const python = {
    traits: { ...traits },
    set(state) {
      Object.assign(python.traits, state);
      return hear({
        content: { data: { method: "update", state, buffer_paths: [] } },
        parent_header: {},
        metadata: {},
      });
    },
  };
  let messages = 0;
  const comm = {
    comm_id: "scope",
    on_close() {},
    on_msg: (listener) => (hear = listener),
    send({ method, state }, callbacks) {
      const id = String(++messages);
      if (method === "update") Object.assign(python.traits, JSON.parse(JSON.stringify(state)));
      const idle = { content: { execution_state: "idle" }, parent_header: { msg_id: id } };
      globalThis.setTimeout(() => callbacks?.iopub?.status?.(idle));
      return id;
    },
  };
  const of = (kind) => ({
    [`${kind}_name`]: `Any${kind === "model" ? "Model" : "View"}`,
    [`${kind}_module`]: "anywidget",
    [`${kind}_module_version`]: "0.11.0",
  });
  const named = { ...of("model"), ...of("view") };
  const own = Object.fromEntries(Object.entries(named).map(([name, value]) => [`_${name}`, value]));
  const manager = new Manager();
  const model = await manager.new_model(
    { ...named, comm, model_id: "scope" },
    { ...own, _anywidget_id: "ReluScope", ...traits },
  );
  python.view = await manager.create_view(model);
  Widget.attach(python.view.luminoWidget, globalThis.document.body);
  return python;
}

globalThis.cell = cell;

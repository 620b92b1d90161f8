import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { web } from "./bundles.mjs";

/** The declarations that the element keeps. */
export const contractFile = join(web, "src/relu-scope.d.ts");

const source = ts.createSourceFile(contractFile, readFileSync(contractFile, "utf8"), ts.ScriptTarget.Latest, true);

/** The text of a comment, in one line. */
function comment(node) {
  const [last] = ts.getJSDocCommentsAndTags(node).slice(-1);
  return (ts.getTextOfJSDocComment(last?.comment) ?? "").replace(/\s+/g, " ");
}

/** An interface and its members; overloads, and the two ways of a property that is read and set, are one. */
function declared(name) {
  const found = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  const members = new Map();
  for (const member of found.members) {
    if (!member.name || members.has(member.name.text)) continue;
    members.set(member.name.text, {
      name: member.name.text,
      type: member.type?.getText() ?? "void",
      parameters: member.parameters?.map((each) => each.getText().replace(/\s+/g, " ")) ?? [],
      isMethod: ts.isMethodSignature(member),
      isReadOnly: ts.getCombinedModifierFlags(member) === ts.ModifierFlags.Readonly,
      description: comment(member),
    });
  }
  return { description: comment(found), members: [...members.values()] };
}

/** What the element is for whoever writes HTML or a script. */
export function contract() {
  const [about] = ts.getLeadingCommentRanges(source.text, 0);
  const element = declared("ReluScopeElement").members.filter(({ name }) => !name.endsWith("EventListener"));
  const attributes = declared("ReluScopeAttributes");
  return {
    /** What the element is, in paragraphs. */
    description: source.text
      .slice(about.pos + 3, about.end - 2)
      .replace(/^ \* ?/gm, "")
      .trim()
      .split("\n\n")
      .map((paragraph) => paragraph.replaceAll("\n", " ")),
    attributes: { ...attributes, members: attributes.members.map((each) => ({ ...each, type: shownType(each.type) })) },
    properties: element.filter(({ isMethod }) => !isMethod),
    methods: element.filter(({ isMethod }) => isMethod),
    events: declared("ReluScopeEventMap"),
  };
}

/** In HTML every attribute is text, and those that are numbers say so. */
function shownType(type) {
  return type === "number | string" ? "number" : type;
}

/** The custom elements manifest (schema 1.0.0), which editors read. */
export function manifest() {
  const { description, attributes, properties, methods, events } = contract();
  const described = ({ name, type, description }) => ({ name, description, type: { text: type } });
  return {
    schemaVersion: "1.0.0",
    modules: [
      {
        kind: "javascript-module",
        path: "modules/reluscope.js",
        declarations: [
          {
            kind: "class",
            customElement: true,
            name: "ReluScope",
            tagName: "relu-scope",
            description: description.join("\n\n"),
            attributes: attributes.members.map(described),
            members: [
              ...properties.map((each) => ({
                kind: "field",
                ...described(each),
                ...(each.isReadOnly ? { readonly: true } : {}),
              })),
              ...methods.map(({ name, type, parameters, description }) => ({
                kind: "method",
                name,
                description,
                parameters: parameters.map((text) => {
                  const [name, type] = text.split(/\??: (.*)/);
                  return { name, type: { text: type } };
                }),
                return: { type: { text: type } },
              })),
            ],
            events: events.members.map(described),
          },
        ],
        exports: [
          {
            kind: "custom-element-definition",
            name: "relu-scope",
            declaration: { name: "ReluScope", module: "modules/reluscope.js" },
          },
        ],
      },
    ],
  };
}

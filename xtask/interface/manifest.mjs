// Generates the custom-elements manifest (schema 1.0.0) and the data for editors: VS Code and JetBrains.

import { property } from './types.mjs';

const MODULE = 'drug-card.js';
const text = (type) => ({ text: type });
const choices = (type) => [...type.matchAll(/'([^']*)'/g)].map(([, name]) => ({ name }));

/** https://github.com/webcomponents/custom-elements-manifest */
export function manifest({ elements }) {
  const declaration = (element) => ({
    kind: 'class',
    name: element.class,
    tagName: element.name,
    customElement: true,
    superclass: { name: 'HTMLElement' },
    description: element.summary,
    attributes: element.attributes.map((one) => ({
      name: one.name,
      fieldName: property(one.name),
      type: text(one.type),
      default: one.default,
      description: one.text,
    })),
    members: [
      ...element.attributes.map((one) => ({
        kind: 'field',
        name: property(one.name),
        attribute: one.name,
        type: text(one.type),
        description: one.text,
      })),
      ...element.properties.map((one) => ({
        kind: 'field',
        name: one.name,
        type: text(one.type),
        readonly: one.readonly,
        description: one.text,
      })),
      ...element.methods.map((one) => ({
        kind: 'method',
        name: one.name,
        type: text(one.signature),
        description: one.text,
      })),
    ],
    events: element.events.map((one) => ({
      name: one.name,
      type: text(`CustomEvent<${one.detail}>`),
      description: one.text,
    })),
    slots: element.slots.map((one) => ({ name: one.name, description: one.text })),
    cssParts: element.parts.map((one) => ({ name: one.name, description: one.text })),
    cssProperties: element.variables.map((one) => ({ name: one.name, default: one.default, description: one.text })),
    cssStates: element.states.map((one) => ({ name: one.name, description: one.text })),
  });
  const ours = { name: undefined, module: MODULE };
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: MODULE,
        declarations: elements.map(declaration),
        exports: elements.flatMap((element) => [
          { kind: 'js', name: element.class, declaration: { ...ours, name: element.class } },
          { kind: 'custom-element-definition', name: element.name, declaration: { ...ours, name: element.class } },
        ]),
      },
    ],
  };
}

/** https://code.visualstudio.com/updates/v1_31 (HTML custom data) */
export function editorData({ elements }) {
  return {
    version: 1.1,
    tags: elements.map((element) => ({
      name: element.name,
      description: element.summary,
      attributes: element.attributes.map((one) => ({
        name: one.name,
        description: one.text,
        ...(one.type === 'boolean' ? { valueSet: 'v' } : { values: choices(one.type) }),
      })),
    })),
  };
}

/** https://github.com/JetBrains/web-types */
export function webTypes({ elements }, version) {
  const named = (list) => list.map((one) => ({ name: one.name, description: one.text }));
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: 'drug-card',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.name,
          description: element.summary,
          attributes: element.attributes.map((one) => ({
            name: one.name,
            description: one.text,
            default: one.default,
            value: { type: one.type },
          })),
          slots: named(element.slots),
          js: { properties: named(element.properties), events: named(element.events) },
          css: { properties: named(element.variables), parts: named(element.parts) },
        })),
      },
    },
  };
}

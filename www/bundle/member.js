// One of several bundles: what it adds to names and hits, and which files are its own.

/**
 * @import { Failure, Name } from './reader-types.js'
 * @import { MissingBundle } from './result-types.js'
 * @import { Release } from './release.js'
 */

/**
 * @typedef {object} Member one of the bundles
 * @property {string} base
 * @property {Release | null} release null until its root file was read
 * @property {Failed | null} error why it is not searched
 * @property {number} since when it failed, or when a newer build of it was opened
 *
 * @typedef {Failure & {stale?: boolean, member?: Member, release?: Release, path?: string, opened?: Opened}} Failed
 * @typedef {Map<Member, MissingBundle>} Gaps the members that a query did without, and why
 * @typedef {{members: Member[], gaps: Gaps}} Opened the members of a search core, in its order
 */

/** The name of the collection, or else its address. @param {Member} member */
export const nameOf = ({ base, release }) => release?.root.title || base;

/** Adds to a hit or a medicine which bundle it is from. @template {object} T @param {T} found @param {Member} member */
export const from = (found, member) => ({
  ...found,
  base: member.base,
  collection: nameOf(member),
  template: member.release?.root.urlTemplate ?? '',
  lang: member.release?.root.lang,
});

/** @param {Name} name @param {Member} member @returns {Name} */
export const nameFrom = (name, member) => ({
  ...name,
  own: name.own.map(([kind, medicine]) => [kind, from(medicine, member)]),
});

/**
 * The member that a path belongs to, and the file in it.
 * @param {string} path
 * @param {Member[]} members
 * @returns {[Member | undefined, string]}
 */
export function memberOf(path, members) {
  return /^\d\//.test(path) ? [members[Number(path[0])], path.slice(2)] : [members[0], path];
}

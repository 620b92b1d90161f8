// What Node gets, as on a server that renders pages: a widget that is not rendered there.
export default {};

// What Node gets of the package: nothing, since there is no page to put the element into. So a page can be rendered on a
// server that imports the package.
export {};

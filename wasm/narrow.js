// Embind without wide strings, which we do not use: reading and writing them is a tenth of its code.
const { library } = LibraryManager;
mergeInto(library, { _embind_register_std_wstring: function () {} });

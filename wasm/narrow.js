// Embind without wide strings: nothing of ours crosses as one, and what reads and writes them is a tenth of its code.
const { library } = LibraryManager;
mergeInto(library, { _embind_register_std_wstring: function () {} });

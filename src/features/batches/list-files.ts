/** What a list may come as; the phone offers these files alone. */
export const LIST_FILES = '.xlsx,.xlsm,.xls,.et,.xlsb,.ods,.csv,.txt'

package org.triggerworkbench.compute.pickle;

/** The instructions that are followed; any other byte ends the reading. */
final class Opcode {
    static final int MARK = '(';
    static final int STOP = '.';
    static final int NONE = 'N';
    static final int TRUE = 0x88;
    static final int FALSE = 0x89;
    static final int INT_32 = 'J';
    static final int INT_8 = 'K';
    static final int INT_16 = 'M';
    static final int LONG_SHORT = 0x8a;
    static final int REAL = 'G';
    static final int STRING = 'T';
    static final int STRING_SHORT = 'U';
    static final int TEXT = 'X';
    static final int TEXT_SHORT = 0x8c;
    static final int TEXT_LONG = 0x8d;
    static final int BYTES = 'B';
    static final int BYTES_SHORT = 'C';
    static final int BYTES_LONG = 0x8e;
    static final int BYTE_ARRAY = 0x96;
    static final int EMPTY_LIST = ']';
    static final int LIST = 'l';
    static final int APPEND = 'a';
    static final int APPENDS = 'e';
    static final int EMPTY_TUPLE = ')';
    static final int TUPLE = 't';
    static final int TUPLE_1 = 0x85;
    static final int TUPLE_2 = 0x86;
    static final int TUPLE_3 = 0x87;
    static final int EMPTY_SET = 0x8f;
    static final int ADD_ITEMS = 0x90;
    static final int FROZEN_SET = 0x91;
    static final int EMPTY_DICT = '}';
    static final int DICT = 'd';
    static final int SET_ITEM = 's';
    static final int SET_ITEMS = 'u';
    static final int PUT_8 = 'q';
    static final int PUT_32 = 'r';
    static final int MEMOIZE = 0x94;
    static final int GET_8 = 'h';
    static final int GET_32 = 'j';
    static final int NAME = 'c';
    static final int NAME_OF_STACK = 0x93;
    static final int CALL = 'R';
    static final int BUILD = 'b';
    static final int STORAGE = 'Q';
    static final int PROTOCOL = 0x80;
    static final int FRAME = 0x95;

    private Opcode() {}
}

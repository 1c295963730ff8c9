/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What workbench-init and the host say to each other, over one SOCK_SEQPACKET pair: one message
 * is one packet. Both ends come from the same build, so the layout is the native one. C and C++. */
#ifndef WORKBENCH_INIT_PROTOCOL_H
#define WORKBENCH_INIT_PROTOCOL_H

#include <stdint.h>

/* Numbers of the descriptors that a parked process finds, then bwrap, then init. */
enum {
    WbFdControl = 3, /* this protocol; lives as long as the sandbox */
    WbFdArguments,   /* bwrap's arguments, for --args */
    WbFdSeccomp,     /* the filter's program, for --seccomp */
    WbFdConfig,      /* WbConfig and its texts; init closes it at once */
    WbFdOutput,      /* write end for the runtime's stdout and stderr */
    WbFdInit,        /* init's own binary, so that it needs no path inside the sandbox */
    WbFdLog,         /* write end for framed log messages; absent: nothing open here */
    WbFdFirstExtra,  /* files of /etc, then the mounts; their numbers are in the arguments */
};
enum { WbLogNumber = 62, WbRuntimeApiPort = 9001, WbTracePort = 2000, WbMaxExtra = 64 };
enum { WbMaxExtensions = 64 };
enum { WbMaxHostPorts = 32, WbHostPortBacklog = 128, WbFirstOrdinaryPort = 1024 };
enum { WbMostSent = 4 }; /* descriptors in one message of init's */

enum WbType {
    /* from a parked process */
    WbParked = 1, /* value: how many of its control groups it could not join */
    /* from init */
    WbListening,  /* with two to four descriptors: the Runtime API's socket, /tmp, and, when there
                     are any, the extensions' output (to be read) and the socket of traces (UDP) */
    WbStarted,    /* the runtime of `generation` is executing */
    WbExited,     /* value: status as waitpid() gives it */
    WbNotStarted, /* value: errno of execve() */
    WbUsage,      /* a: anonymous bytes, b: shared bytes, of all processes; c: CPU in ns */
    WbFailed,     /* value: errno; the sandbox is useless */
    WbExtensionsStarted,   /* all of `generation` are executing */
    WbExtensionNotStarted, /* a: which, from 0; value: errno of execve(); none behind it is started
                            */
    WbExtensionExited,     /* a: which; value: status as waitpid() gives it */
    WbConnected,           /* b: as in WbConnect; value: errno, or 0 and the socket comes with it */
    WbHostPort,            /* a: which of the config's, from 0; value: errno, or 0 and a socket that
                              listens on it comes along. Before WbListening; of ports from
                              WbFirstOrdinaryPort on. Also from `workbench-init ports` */
    /* to a parked process */
    WbExecute = 32, /* with the descriptors from WbFdArguments on; value: 1 when WbFdLog is there,
                       and `a` is how many extra ones follow */
    /* to init */
    WbRun,    /* kill what runs, then start the extensions as `generation`, or, without any, the
                 runtime */
    WbStop,   /* kill everything but init */
    WbFreeze, /* stop everything but init, until WbThaw */
    WbThaw,
    WbCpu,        /* value: share of one CPU in thousandths, for a machine without control groups;
                     0: no limit */
    WbRunRuntime, /* start the runtime beside the extensions of `generation` */
    WbSignal,     /* a: 0 the runtime, else 1 + which extension; value: SIGTERM for that process
                     alone, SIGKILL for its group */
    WbConnect,    /* a: a TCP port on the sandbox's own loopback; b: whatever marks the answer */
};

struct WbMessage
{
    uint32_t type;
    uint32_t generation; /* counts the starts of the runtime, from 1 */
    int32_t value;
    int32_t reserved;
    uint64_t a, b, c;
};

/* Begins the file at WbFdConfig; argc + envc + extensionc + extensionEnvc texts follow, each ended
 * by a zero byte. */
struct WbConfig
{
    uint32_t magic;
    uint32_t argc;
    uint32_t envc;
    uint32_t startAtOnce; /* 0: wait for WbRun */
    uint32_t watchMs;     /* how often to send WbUsage; 0: never */
    uint32_t cpuPermille; /* as WbCpu */
    uint32_t killsRest;   /* 1: with the runtime's end everything else is killed, then it is told */
    uint32_t extensionc;  /* paths of programs, at most WbMaxExtensions */
    uint32_t extensionEnvc;
    uint32_t wantsTraces; /* 1: open the socket of traces */
    uint32_t hostPortc;
    uint32_t reserved;
    uint64_t memoryBytes; /* above this WbUsage is measured exactly, which costs more */
    uint16_t hostPorts[WbMaxHostPorts]; /* TCP ports to listen on */
};
#define WB_CONFIG_MAGIC 0x57424333u

#endif

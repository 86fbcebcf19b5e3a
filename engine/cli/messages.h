// messages.h — the table that the build makes of the message file.
#ifndef KMEM_CLI_MESSAGES_H_
#define KMEM_CLI_MESSAGES_H_

namespace kmem {

struct Message {
  const char* key;
  const char* text;
};

extern const Message kMessagesEn[];
extern const unsigned kMessagesEnCount;

}  // namespace kmem

#endif  // KMEM_CLI_MESSAGES_H_
